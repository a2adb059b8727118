import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReplayUpload } from '../../events/replay-upload.ts';
import { refusalCode } from '../../shared/article/refusal.ts';
import { compareSequencers } from '../../shared/article/sequencer.ts';
import { isDeleted, type UploadVersion, uploadVersion } from '../../shared/article/upload.ts';
import { QUARANTINE_INDEX, QUARANTINED, uploadHeadKey } from '../../shared/store/editorial-keys.ts';
import { Table } from '../../shared/store/table.ts';
import { main, parseArguments, UsageError } from './arguments.ts';
import { stageAccess } from './stage-access.ts';
import { Outcomes } from './upload/outcomes.ts';
import { progress } from './upload/progress.ts';
import type { Desk } from './upload/standing-article.ts';
import { standing } from './upload/upload-file.ts';

const HELP = `
Runs refused uploads again, after what refused them was mended, and prints what becomes of each. An upload comes in at its own place
in the order: never over a newer one of its key, and never over a kill.

  npm run replay [-- --reason CODE] [--key KEY] [--stage NAME]

  --reason CODE  only those that were refused for this reason, e.g. unsupported-format
  --key KEY      only those of this key
  --stage NAME   a deployed stage (default: the newsroom of npm start)

Ends with 1 if any is refused still.
`;

const CONCURRENCY = 16;
const OUTCOME_SECONDS = 120;
const NOTHING = 'There is nothing of that in quarantine.';

await main(async () => {
  const { values } = parseArguments(HELP, {
    reason: { type: 'string' },
    key: { type: 'string' },
    stage: { type: 'string' },
  });
  const reason = refusalCode.optional().safeParse(values.reason);
  if (!reason.success) throw new UsageError(`There is no reason ${values.reason}: ${refusalCode.options.join(', ')}.`);

  const stage = await stageAccess(values.stage);
  const table = new Table(stage.dynamoDb(), stage.output('EditorialTableName'));
  const uploads = await quarantined(table, { reason: reason.data, key: values.key });
  if (uploads.length === 0) {
    console.log(values.key === undefined ? NOTHING : await whereStands(table, values.key));
    return 0;
  }
  const again = {
    sqs: stage.sqs(),
    queueUrl: stage.output('UploadQueueUrl'),
    outcomes: new Outcomes(table),
    desk: { table, s3: stage.s3(), publicBucket: stage.output('PublicBucketName'), siteUrl: stage.output('SiteUrl') },
  };
  const shown = progress(uploads.length);
  const queue = uploads.values();
  let refused = 0;
  const worker = async () => {
    for (const upload of queue) {
      const result = await replay(upload, again);
      if (result.refused) refused++;
      shown.done(`${upload.key}  ${result.text}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(CONCURRENCY, uploads.length) }, worker));
  } finally {
    shown.end();
  }
  if (uploads.length > 1) {
    console.log(`${uploads.length - refused} of ${uploads.length} accepted, ${refused} refused still.`);
  }
  return refused > 0 ? 1 : 0;
});

/** Of a key that is not in quarantine: what its newest event came to. */
async function whereStands(table: Table, key: string): Promise<string> {
  const known: UploadVersion[] = [];
  const query = { pk: uploadHeadKey(key).pk, sk: { beginsWith: 'VERSION#' }, consistent: true };
  for await (const item of table.queryAll(query)) known.push(uploadVersion.parse(item));
  const [newest] = known.sort((a, b) => compareSequencers(b.sequencer, a.sequencer));
  if (!newest) return `Nothing is known of ${key}.`;
  return isDeleted(newest)
    ? `${key} was deleted: there is nothing to run again. Upload it anew.`
    : `${key} is not in quarantine for that: its newest upload is ${newest.outcome}.`;
}

/** What is in quarantine, oldest first, so that the versions of a key come in their order. */
async function quarantined(table: Table, only: { reason: string | undefined; key: string | undefined }) {
  const found: UploadVersion[] = [];
  for await (const item of table.queryAll({ pk: QUARANTINED, index: QUARANTINE_INDEX })) {
    const upload = uploadVersion.parse(item);
    if (only.key !== undefined && upload.key !== only.key) continue;
    if (only.reason !== undefined && upload.reason?.code !== only.reason) continue;
    found.push(upload);
  }
  return found;
}

interface Again {
  sqs: SQSClient;
  queueUrl: string;
  outcomes: Outcomes;
  desk: Desk;
}

/** Asks for the replay, waits until it has been tried, and says where the upload stands then. */
async function replay({ key, versionId, replays = 0 }: UploadVersion, { sqs, queueUrl, outcomes, desk }: Again) {
  const message: ReplayUpload = { type: 'replay-upload', key, versionId };
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
  const isTried = (version: UploadVersion) => version.outcome !== 'quarantined' || (version.replays ?? 0) > replays;
  const version = await outcomes.of(key, versionId, OUTCOME_SECONDS, isTried);
  if (version) return await standing(version, desk);
  return { refused: true, text: `not tried after ${OUTCOME_SECONDS} s; see the log of ingest-article` };
}
