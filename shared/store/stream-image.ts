import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';

const image = z.record(
  z.string(),
  z.custom<AttributeValue>((value) => typeof value === 'object' && value !== null),
);

/** The item that an image of a stream record is of, for a schema to parse; undefined where the record has no such image. */
export function itemOfImage(given: unknown): Record<string, unknown> | undefined {
  const parsed = image.safeParse(given);
  return parsed.success ? unmarshall(parsed.data) : undefined;
}
