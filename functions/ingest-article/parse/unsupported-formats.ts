import { type Format, WHAT_IS_READ } from './format.ts';
import { UploadRefused } from './upload-refused.ts';

/** A format that we know when we see it, and refuse by its name, as it would make a wrong article if read as plain text. */
const unsupported = (name: string, what: string, recognises: (text: string) => boolean): Format => ({
  name,
  recognises: ({ text }) => recognises(text.trimStart()),
  parse: () => {
    throw new UploadRefused('unsupported-format', `This is ${what}. Upload the article as ${WHAT_IS_READ}.`);
  },
});

export const json = unsupported('json', 'JSON', (text) => /^[{[]/.test(text) && isJson(text));

export const rtf = unsupported('rtf', 'RTF', (text) => text.startsWith('{\\rtf'));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
