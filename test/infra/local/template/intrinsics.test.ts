// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's own.
import { expect, test } from 'vitest';
import { holds, resolve, type Scope } from '../../../../infra/local/template/intrinsics.ts';

const scope: Scope = {
  ref: (name) => `ref:${name}`,
  attribute: (id, attribute) => `${id}:${attribute}`,
  imported: (name) => `imported:${name}`,
  condition: (name) => name === 'Yes',
  mapped: (...keys) => keys.join('/'),
  dynamic: (reference) => `<${reference}>`,
};

test.each([
  [{ Ref: 'A' }, 'ref:A'],
  [{ 'Fn::GetAtt': ['A', 'Arn'] }, 'A:Arn'],
  [{ 'Fn::GetAtt': 'A.Nested.Arn' }, 'A:Nested.Arn'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'B' }, 1]] }, 'a-ref:B-1'],
  [{ 'Fn::Sub': 'x-${A}-${B.Arn}-${!C}' }, 'x-ref:A-B:Arn-${C}'],
  [{ 'Fn::Sub': ['${Own}/${A}', { Own: { Ref: 'B' } }] }, 'ref:B/ref:A'],
  [{ 'Fn::Select': ['1', { 'Fn::Split': [':', { Ref: 'A' }] }] }, 'A'],
  [{ 'Fn::ImportValue': { 'Fn::Sub': '${A}' } }, 'imported:ref:A'],
  [{ 'Fn::FindInMap': ['M', { Ref: 'A' }, 'k'] }, 'M/ref:A/k'],
  [{ 'Fn::If': ['Yes', 'then', { Ref: 'missing' }] }, 'then'],
  [{ a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
  [['a', { 'Fn::If': ['No', 'x', { Ref: 'AWS::NoValue' }] }], ['a']],
  [
    { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'S' }, ':::}}', ',x']] },
    '<resolve:secretsmanager:ref:S:::>,x',
  ],
  [{ Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
  [{ plain: [true, null, 7, 'text'] }, { plain: [true, null, 7, 'text'] }],
])('%j', (value, expected) => {
  expect(resolve(value, scope)).toEqual(expected);
});

test('conditions', () => {
  expect(holds({ 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Not': [{ Condition: 'No' }] }] }, scope)).toBe(true);
  expect(holds({ 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Equals': [{ Ref: 'A' }, 'ref:A'] }] }, scope)).toBe(true);
  expect(holds({ 'Fn::Equals': [{ Ref: 'A' }, 'other'] }, scope)).toBe(false);
});

test('names an intrinsic function that it does not know', () => {
  expect(() => resolve({ 'Fn::Cidr': ['10.0.0.0/16', 2] }, scope)).toThrow(/Fn::Cidr/);
});
