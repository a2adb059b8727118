import { globSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as formats } from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { domainEvent } from '../../events/domain-event.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const samples = globSync('events/samples/{article,comment}-*.json');
const types = domainEvent.options.map((option) => option.shape['detail-type'].value);

// As input: others may send and find members that this version does not know.
const jsonSchema = z.toJSONSchema(domainEvent, { io: 'input' });

describe('the contract of domain events', () => {
  it('is written down for those who do not read TypeScript', async () => {
    await expect(`${JSON.stringify(jsonSchema, null, 2)}\n`).toMatchFileSnapshot(
      '../../events/domain-event.schema.json',
    );
  });

  it('has a sample of each type', () => {
    const names = types.map((type) => `events/samples/${type.toLowerCase().replace(' ', '-')}.json`);
    expect(samples.sort()).toEqual(names.sort());
  });

  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  const validate = ajv.compile(jsonSchema);

  it.each(samples)('%s keeps to it, as zod and as a JSON Schema validator have it', (path) => {
    const sample = read(path);
    expect(domainEvent.parse(sample)).toEqual(sample);
    expect([validate(sample), validate.errors]).toEqual([true, null]);
  });

  it.each([
    ['of another type', { 'detail-type': 'Article Liked' }],
    ['without its own id', { detail: { ...detailOf('article-published'), id: undefined } }],
    ['with a time that is none', { detail: { ...detailOf('article-published'), at: 'yesterday' } }],
    ['of a corrected article without the correction', { 'detail-type': 'Article Corrected' }],
  ])('refuses an event %s', (_, changes) => {
    const event: unknown = JSON.parse(
      JSON.stringify({ ...object(read('events/samples/article-published.json')), ...changes }),
    );
    expect(domainEvent.safeParse(event).success).toBe(false);
    expect(validate(event)).toBe(false);
  });
});

function object(value: unknown) {
  return z.record(z.string(), z.unknown()).parse(value);
}

function detailOf(sample: string) {
  return object(object(read(`events/samples/${sample}.json`)).detail);
}
