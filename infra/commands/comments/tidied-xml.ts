/** A tag with a value that nobody has quoted, after those that are. */
const UNQUOTED = /(<[\w:.-]+(?:\s+[\w:.-]+="[^"<]*")*\s+[\w:.-]+=)([^\s"'<>=]+?)(?=\s*\/?>|\s)/g;

/** No tag of an export is longer. */
const MAX_TAG = 10_000;

/**
 * An export's text as XML may have it, tags whole in a chunk: without what stands before the first tag, such as an empty line, without control
 * characters, which blogs export, and with quotes round the values of attributes that came without.
 */
export async function* tidiedXml(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let begun = false;
  for await (const chunk of chunks) {
    rest += xmlOnly(chunk);
    const from = begun ? 0 : rest.indexOf('<');
    if (from < 0) {
      rest = '';
      continue;
    }
    begun = true;
    const open = rest.lastIndexOf('<');
    const isCut = open > rest.lastIndexOf('>') && rest.length - open < MAX_TAG;
    const end = isCut ? open : rest.length;
    yield quoted(rest.slice(from, end));
    rest = rest.slice(end);
  }
  yield quoted(rest);
}

const quoted = (text: string) => text.replace(UNQUOTED, '$1"$2"');

const xmlOnly = (chunk: string) => chunk.replace(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, '');
