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
 * One byte for two significant digits, and one more. The guide calls its rule approximate; AWS's own DynamoDB Local counts
 * pairs of digits from the decimal point (so 120 is two pairs, 01 and 20) and one byte for a minus sign, and so do we.
 */
function sizeOfNumber(text: string): number {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().replace(/^[+-]/, '').split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent) - fraction.length;
  // The digits as an integer times a power of 100.
  const digits = `${whole}${fraction}${Math.abs(shift % 2) === 1 ? '0' : ''}`;
  const pairs = `${digits.length % 2 === 1 ? '0' : ''}${digits}`.match(/../g) ?? [];
  const first = pairs.findIndex((pair) => pair !== '00');
  const last = pairs.findLastIndex((pair) => pair !== '00');
  return (first < 0 ? 0 : last - first + 1) + 1 + (text.startsWith('-') ? 1 : 0);
}

const sizeOfBinary = (base64: string) => Buffer.from(base64, 'base64').length;
