// The runtime inside an environment's process: loads the bundle, then answers one event at a time over the channel to the
// host. Plain JavaScript, because stripping types would cost every cold start its share of time and memory.
//
// Host to runtime: { requestId, event, deadline } (event as JSON, deadline in epoch milliseconds).
// Runtime to host: { ready: true } | { failed: error } once, then { requestId, result } | { requestId, error }.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [taskRoot, handlerName, compileCache] = process.argv.slice(2);
enableCompileCache(compileCache);

// The host is gone, even if it was killed: no one is left to answer.
process.on('disconnect', () => process.exit(0));

const described = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

async function load() {
  const dot = handlerName.lastIndexOf('.');
  const module = await import(pathToFileURL(join(taskRoot, `${handlerName.slice(0, dot)}.mjs`)).href);
  const handler = module[handlerName.slice(dot + 1)];
  if (typeof handler !== 'function') throw new Error(`${handlerName} is undefined or not exported`);
  return handler;
}

function contextOf({ requestId, deadline }) {
  const functionName = process.env.AWS_LAMBDA_FUNCTION_NAME;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${functionName}`,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

async function answer(handler, message) {
  const { requestId } = message;
  try {
    const result = await handler(JSON.parse(message.event), contextOf(message));
    process.send({ requestId, result: JSON.stringify(result ?? null) });
  } catch (error) {
    process.send({ requestId, error: described(error) });
  }
}

try {
  const handler = await load();
  process.on('message', (message) => answer(handler, message));
  process.send({ ready: true });
  // Now, since an environment ends by being killed.
  flushCompileCache();
} catch (error) {
  console.error(error);
  process.send({ failed: described(error) }, () => process.exit(1));
}
