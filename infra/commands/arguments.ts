import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** A mistake in how a command was called. */
export class UsageError extends Error {}

/** Options and operands of a command. `--help` prints `help` and ends the process; an unknown option is a UsageError. */
export function parseArguments<T extends ParseArgsOptionsConfig>(help: string, options: T, operands = false) {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(help.trim());
    process.exit(0);
  }
  try {
    return parseArgs({ options, allowPositionals: operands, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Runs a command to its exit code. The message of what it throws is printed, and makes the code 1; that of a wrong call, 2. */
export async function main(command: () => Promise<number> | number): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    const usage = error instanceof UsageError;
    console.error(messageOf(error));
    if (usage) console.error('Try --help.');
    process.exitCode = usage ? 2 : 1;
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ECONNREFUSED') {
    const where = 'address' in error && 'port' in error ? ` at ${error.address}:${error.port}` : '';
    return `Nothing answers${where}. Is \`npm start\` running?`;
  }
  return error.message;
}
