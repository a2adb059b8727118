/** The functions by the names of their folders: what each is for, how long it may take, and how much memory it has in MB. */
export const FUNCTIONS = {
  // With 1,769 MB comes a whole core: what a hostile upload may cost is reckoned in its time.
  'ingest-article': { description: 'Turns uploaded files into articles', timeoutSeconds: 30, memoryMb: 1769 },
  // Twice what the largest JPEG takes; with less memory comes less of a core.
  'make-renditions': { description: 'Makes the renditions of images', timeoutSeconds: 120, memoryMb: 1536 },
  publish: { description: 'Writes the pages and feeds of what has changed', timeoutSeconds: 60, memoryMb: 1024 },
  // Ends before the next tick begins.
  'release-due': { description: 'Shows and hides articles when their time comes', timeoutSeconds: 50, memoryMb: 512 },
  // What it holds is small and does not grow, but V8 would leave rubbish until its heap is as large as the memory that the speed needs.
  'rebuild-feeds': { description: 'Mends the published objects', timeoutSeconds: 900, memoryMb: 1024, heapMb: 96 },
  articles: { description: 'The API of articles and uploads', timeoutSeconds: 15, memoryMb: 1024 },
  comments: { description: 'The API of the discussion', timeoutSeconds: 15, memoryMb: 1024 },
  'publish-comments': { description: 'Follows what changes in the discussion', timeoutSeconds: 60, memoryMb: 512 },
  'emit-events': { description: 'Tells other systems what has changed', timeoutSeconds: 30, memoryMb: 512 },
  'ping-hub': { description: 'Tells the hub which feeds have changed', timeoutSeconds: 20, memoryMb: 256 },
  'send-webhooks': { description: 'Sends webhooks what happens to comments', timeoutSeconds: 20, memoryMb: 256 },
  'publish-discussion': { description: 'Writes snapshots and feeds of comments', timeoutSeconds: 30, memoryMb: 512 },
} as const;

export type FunctionName = keyof typeof FUNCTIONS;

const SEMI_SPACE_MB = 4;

/** What Node is started with for this function, on Lambda as on this machine. */
export function nodeOptionsOf(name: FunctionName): string {
  const { heapMb }: { memoryMb: number; heapMb?: number } = FUNCTIONS[name];
  const heap = heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`, `--max-semi-space-size=${SEMI_SPACE_MB}`];
  return ['--enable-source-maps', ...heap].join(' ');
}

/** What a stage has only where it is configured. */
type Optional = 'ping-hub' | 'send-webhooks';

/** Something of each function; what a stage does not ask for, it does not have. */
export type EachFunction<T> = Record<Exclude<FunctionName, Optional>, T> & Record<Optional, T | undefined>;

export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as FunctionName[];
