import { z } from 'zod';

/** An attribute value in DynamoDB's JSON, as it stands on the wire. Numbers are text and binaries are base64. */
export type AttributeValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { BOOL: boolean }
  | { NULL: boolean }
  | { L: AttributeValue[] }
  | { M: Item }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] };

export type Item = { [name: string]: AttributeValue };

const strings = z.array(z.string());

export const attributeValue: z.ZodType<AttributeValue> = z.lazy(() =>
  z.union([
    z.strictObject({ S: z.string() }),
    z.strictObject({ N: z.string() }),
    z.strictObject({ B: z.string() }),
    z.strictObject({ BOOL: z.boolean() }),
    z.strictObject({ NULL: z.boolean() }),
    z.strictObject({ L: z.array(attributeValue) }),
    z.strictObject({ M: item }),
    z.strictObject({ SS: strings }),
    z.strictObject({ NS: strings }),
    z.strictObject({ BS: strings }),
  ]),
);

export const item: z.ZodType<Item> = z.record(z.string(), attributeValue);

/**
 * The bytes that DynamoDB counts for an item: the UTF-8 lengths of its names, and its values.
 * Standard: Developer Guide, "DynamoDB item sizes and formats" (CapacityUnitCalculations.html).
 */
export const sizeOf = (image: Item): number =>
  Object.entries(image).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOfValue(value), 0);

function sizeOfValue(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return sizeOfNumber(value.N);
  if ('B' in value) return sizeOfBinary(value.B);
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('L' in value) return value.L.reduce((sum, element) => sum + 1 + sizeOfValue(element), 3);
  if ('M' in value) return 3 + Object.keys(value.M).length + sizeOf(value.M);
  if ('SS' in value) return total(value.SS, Buffer.byteLength);
  if ('NS' in value) return total(value.NS, sizeOfNumber);
  return total(value.BS, sizeOfBinary);
}

const total = (elements: string[], size: (element: string) => number) =>
  elements.reduce((sum, element) => sum + size(element), 0);

/**
 * One byte for two significant digits, one more, and one for a minus sign. The guide calls its own rule approximate and
 * is silent about the sign; we round up, so that the model never promises too little.
 */
function sizeOfNumber(text: string): number {
  const [mantissa = ''] = text.toLowerCase().replace(/^[+-]/, '').split('e');
  const significant = mantissa.replace('.', '').replace(/^0+/, '').replace(/0+$/, '').length;
  return Math.ceil(significant / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

const sizeOfBinary = (base64: string) => Buffer.from(base64, 'base64').length;
