import { Table } from '../../shared/store/table.ts';
import { main, parseArguments, UsageError } from './arguments.ts';
import { stageAccess } from './stage-access.ts';
import { filesToUpload } from './upload/files-to-upload.ts';
import { objectMetadata } from './upload/object-metadata.ts';
import { Outcomes } from './upload/outcomes.ts';
import { progress } from './upload/progress.ts';
import type { Desk } from './upload/standing-article.ts';
import { uploadFile } from './upload/upload-file.ts';

const HELP = `
Uploads articles to the newsroom's bucket, waits, and prints where each stands or why it was refused.

  npm run upload -- PATH... [--key KEY] [--section SECTION] [--headline TEXT] [--stage NAME]

  PATH               files, or folders with all that is in them; a file's key is its name, or its path within the folder
  --key KEY          the key of a single file: the same key again is the next version of the same article
  --section SECTION  the section, whatever the file says
  --headline TEXT    the headline, whatever the file says
  --stage NAME       a deployed stage (default: the newsroom of npm start)

Ends with 1 if any was refused.
`;

/** Enough to keep the line busy, and few enough that a folder of large files does not fill the memory. */
const CONCURRENCY = 16;

await main(async () => {
  const { values, positionals } = parseArguments(
    HELP,
    {
      key: { type: 'string' },
      section: { type: 'string' },
      headline: { type: 'string' },
      stage: { type: 'string' },
    },
    true,
  );
  if (positionals.length === 0) throw new UsageError('Name the files or folders to upload.');
  // npm runs scripts in the project's folder; paths are meant from where it was called.
  const files = await filesToUpload(positionals, process.env.INIT_CWD ?? process.cwd(), values.key);
  if (files.length === 0) throw new UsageError('There are no files in what you named.');

  const stage = await stageAccess(values.stage);
  const desk: Desk = {
    table: new Table(stage.dynamoDb(), stage.output('EditorialTableName')),
    s3: stage.s3(),
    publicBucket: stage.output('PublicBucketName'),
    siteUrl: stage.output('SiteUrl'),
  };
  const metadata = objectMetadata({ section: values.section, headline: values.headline });
  const bucket = stage.output('UploadsBucketName');
  const outcomes = new Outcomes(desk.table);
  const shown = progress(files.length);
  const queue = files.values();
  let refused = 0;
  const worker = async () => {
    for (const file of queue) {
      const standing = await uploadFile(file, metadata, bucket, desk, outcomes);
      if (standing.refused) refused++;
      shown.done(`${file.key}  ${standing.text}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(CONCURRENCY, files.length) }, worker));
  } finally {
    shown.end();
  }
  if (files.length > 1) console.log(`${files.length - refused} of ${files.length} accepted, ${refused} refused.`);
  return refused > 0 ? 1 : 0;
});
