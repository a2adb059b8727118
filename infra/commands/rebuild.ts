import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { type RebuildAnswer, type RebuildRequest, rebuildAnswer } from '../../events/rebuild-feeds.ts';
import { main, parseArguments } from './arguments.ts';
import { stageAccess } from './stage-access.ts';

const HELP = `
Makes the published feeds and sitemaps what the table says they are, and prints what it changed. What is right already is only looked at.

  npm run rebuild [-- --full] [-- --cursor CURSOR] [-- --stage NAME]

  --full           brings articles into the feeds they belong to, and does archives, pages and comments as well: writes those that
                   are missing or wrong, removes those that should not be there
  --cursor CURSOR  goes on where a rebuild was broken off: the cursor that it printed last
  --stage NAME     a deployed stage (default: the newsroom of npm start)

Ends with 1 if something could not be made right; what that is, is printed and stands in the function's log.
`;

/** Each invocation works this long, so that there is progress to see and a cursor to go on from. */
const SECONDS_AT_A_TIME = 20;

const OUTPUTS = ['feeds', 'pages', 'discussions'] as const;

await main(async () => {
  const { values } = parseArguments(HELP, {
    full: { type: 'boolean', default: false },
    cursor: { type: 'string' },
    stage: { type: 'string' },
  });
  const stage = await stageAccess(values.stage);
  const client = stage.lambda();
  const functionName = stage.output('RebuildFeedsFunctionName');
  const total = { checked: { feeds: 0, pages: 0, discussions: 0 }, moved: 0, written: 0, deleted: 0, failed: 0 };
  let cursor = values.cursor;
  for (;;) {
    const answer = await invoke(client, functionName, {
      full: values.full,
      seconds: SECONDS_AT_A_TIME,
      ...(cursor !== undefined && { cursor }),
    });
    report(answer);
    total.moved += answer.memberships.written.length;
    total.failed += answer.memberships.failed.length;
    for (const kind of OUTPUTS) {
      total.checked[kind] += answer[kind].checked;
      total.written += answer[kind].written.length;
      total.deleted += answer[kind].deleted.length;
      total.failed += answer[kind].failed.length;
    }
    if (answer.done) break;
    cursor = answer.cursor;
    console.log(
      `… ${total.checked.feeds} feeds, ${total.checked.pages} pages and ${total.checked.discussions} discussions so far; to go on: --cursor '${cursor}'`,
    );
  }
  const { checked, moved, written, deleted, failed } = total;
  const changes = written + deleted === 0 ? 'nothing to change' : `${written} objects written, ${deleted} removed`;
  const moves = moved > 0 ? `, ${moved} articles brought into the feeds they belong to` : '';
  console.log(
    `Checked ${checked.feeds} feeds${values.full ? `, ${checked.pages} pages and ${checked.discussions} discussions` : ''}: ${changes}${moves}${failed ? `, ${failed} failed` : ''}.`,
  );
  return failed > 0 ? 1 : 0;
});

function report({ memberships, ...answer }: RebuildAnswer): void {
  for (const id of memberships.written) console.log(`moved    ${id}`);
  for (const id of memberships.failed) console.log(`FAILED   ${id}`);
  for (const { written, deleted, failed } of OUTPUTS.map((kind) => answer[kind])) {
    for (const key of written) console.log(`written  ${key}`);
    for (const key of deleted) console.log(`removed  ${key}`);
    for (const id of failed) console.log(`FAILED   ${id}`);
  }
}

async function invoke(client: LambdaClient, functionName: string, request: RebuildRequest): Promise<RebuildAnswer> {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(request) }),
  );
  const text = new TextDecoder().decode(Payload);
  if (FunctionError !== undefined) throw new Error(`The rebuild failed (${FunctionError}): ${text}`);
  return rebuildAnswer.parse(JSON.parse(text));
}
