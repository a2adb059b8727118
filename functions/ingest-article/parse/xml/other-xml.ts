import { type Format, WHAT_IS_READ } from '../format.ts';
import { UploadRefused } from '../upload-refused.ts';
import { readProlog, refuseDoctype } from './prolog.ts';

/** XML with a document type declaration, whatever else it is; an HTML page has one that declares nothing. */
export const xmlWithDoctype: Format = {
  name: 'xml',
  boundsItself: true,
  recognises({ text }) {
    const { doctype } = startsWithTag(text) ? readProlog(text) : {};
    return doctype !== undefined && doctype.name.toLowerCase() !== 'html';
  },
  parse({ text }) {
    refuseDoctype(text);
    throw unknown(text);
  },
};

/** XML that is no format of news that we know: refused by the name of its root, as it would be a wrong article read as text. */
export const otherXml: Format = {
  name: 'xml',
  boundsItself: true,
  recognises: ({ text }) =>
    /^<(?:\?xml|!doctype|[a-z_][\w.-]*(?::[\w.-]+)?[\s/>])/i.test(text.trimStart().slice(0, 300)),
  parse({ text }) {
    throw unknown(text);
  },
};

const startsWithTag = (text: string) => text.trimStart().startsWith('<');

function unknown(text: string): UploadRefused {
  const { root } = readProlog(text);
  const what = root ? `XML with the root element ${root}` : 'XML';
  const message = `This is ${what}, which is no format that is known here. Upload the article as ${WHAT_IS_READ}.`;
  return new UploadRefused('unsupported-format', message);
}
