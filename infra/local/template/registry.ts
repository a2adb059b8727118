import type { z } from 'zod';
import { constructPath, type Resource, type Stack } from './cloud-assembly.ts';
import { holds, resolve, type Scope } from './intrinsics.ts';
import { localName } from './local-names.ts';
import { ACCOUNT, kindOf, type Place, REGION } from './resource-kinds.ts';
import type { Secrets } from './secrets.ts';

/** One resource of the template under its local name. */
export interface Entry {
  logicalId: string;
  type: string;
  name: string;
  stack: Stack;
  resource: Resource;
}

const PSEUDO: Record<string, string> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/newsroom/local`,
};

/** Every resource of every stack by its local name, and the values that they refer to each other by. */
export class Registry {
  readonly #stacks: Stack[];
  readonly #place: Place;
  readonly #secrets: Secrets;
  readonly #entries = new Map<Stack, Map<string, Entry>>();

  /** Throws for a type of resource that is unknown, and for two resources of one type and name. */
  constructor(stacks: Stack[], place: Place, secrets: Secrets) {
    this.#stacks = stacks;
    this.#place = place;
    this.#secrets = secrets;
    const taken = new Set<string>();
    for (const stack of stacks) {
      const scope = this.#scopeOf(stack);
      const entries = new Map<string, Entry>();
      for (const [logicalId, resource] of Object.entries(stack.template.Resources)) {
        if (resource.Condition && !scope.condition(resource.Condition)) continue;
        const entry = { logicalId, type: resource.Type, name: nameOf(logicalId, resource), stack, resource };
        const unique = `${entry.type} ${entry.name}`;
        if (taken.has(unique)) throw new Error(`Two resources would have the local name ${unique}`);
        taken.add(unique);
        entries.set(logicalId, entry);
      }
      this.#entries.set(stack, entries);
    }
  }

  ofType(type: string): Entry[] {
    return this.#stacks
      .flatMap((stack) => [...(this.#entries.get(stack)?.values() ?? [])])
      .filter((e) => e.type === type);
  }

  /** What `Fn::GetAtt` of this resource's attribute gives here. */
  attributeOf({ logicalId, stack }: Entry, attribute: string): string {
    return String(this.#scopeOf(stack).attribute(logicalId, attribute));
  }

  /** The resource's properties, resolved and parsed. Throws with the resource's id and each property that does not fit. */
  properties<T>({ logicalId, type, stack, resource }: Entry, schema: z.ZodType<T>): T {
    const parsed = schema.safeParse(resolve(resource.Properties, this.#scopeOf(stack)));
    if (parsed.success) return parsed.data;
    const issues = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || 'properties'}: ${issue.message}`);
    throw new Error(`The local host cannot run ${type} ${logicalId}:\n${issues.join('\n')}`);
  }

  /** The outputs of all stacks by name. */
  outputs(): Record<string, string> {
    const outputs: Record<string, string> = {};
    for (const stack of this.#stacks) {
      for (const [name, { Value }] of Object.entries(stack.template.Outputs)) {
        outputs[name] = String(resolve(Value, this.#scopeOf(stack)));
      }
    }
    return outputs;
  }

  #scopeOf(stack: Stack): Scope {
    const { template } = stack;
    const scope: Scope = {
      ref: (name) => {
        if (name === 'AWS::StackName') return stack.name;
        if (name in PSEUDO) return PSEUDO[name];
        if (name in template.Parameters) return template.Parameters[name]?.Default;
        const { type, name: local } = this.#entry(stack, name);
        return kindOf(type, name).ref(local, this.#place);
      },
      attribute: (logicalId, attribute) => {
        const { type, name } = this.#entry(stack, logicalId);
        const value = kindOf(type, logicalId).attributes[attribute];
        if (!value) throw new Error(`The local host has no attribute ${attribute} of ${type} (${logicalId})`);
        return value(name, this.#place);
      },
      imported: (exportName) => this.#imported(exportName),
      condition: (name) => {
        if (!(name in template.Conditions)) throw new Error(`No condition ${name} in ${stack.name}`);
        return holds(template.Conditions[name], scope);
      },
      mapped: (map, first, second) => {
        const value = template.Mappings[map]?.[first]?.[second];
        if (value === undefined) throw new Error(`No value ${map}.${first}.${second} in the mappings of ${stack.name}`);
        return value;
      },
      dynamic: (reference) => this.#secrets.get(secretName(reference)),
    };
    return scope;
  }

  #entry(stack: Stack, logicalId: string): Entry {
    const entry = this.#entries.get(stack)?.get(logicalId);
    if (!entry) throw new Error(`No resource or parameter ${logicalId} in ${stack.name}`);
    return entry;
  }

  #imported(exportName: string): unknown {
    for (const stack of this.#stacks) {
      const scope = this.#scopeOf(stack);
      for (const { Value, Export } of Object.values(stack.template.Outputs)) {
        if (Export && resolve(Export.Name, scope) === exportName) return resolve(Value, scope);
      }
    }
    throw new Error(`No stack exports ${exportName}`);
  }
}

function nameOf(logicalId: string, resource: Resource): string {
  const { naming } = kindOf(resource.Type, logicalId);
  if (!naming) return logicalId;
  const name = localName(constructPath(logicalId, resource));
  return naming === 'newsroom' ? `newsroom-${name}` : name;
}

/** `resolve:secretsmanager:ID:SecretString:KEY:stage:version` as `ID`, or `ID#KEY`; an ARN's own colons are part of the id. */
function secretName(reference: string): string {
  const found =
    /^resolve:secretsmanager:(?:arn:aws:secretsmanager:[^:]*:[^:]*:secret:)?([^:]+)(?::SecretString(?::([^:]*))?.*)?$/.exec(
      reference,
    );
  if (!found?.[1]) throw new Error(`The local host cannot resolve the dynamic reference ${reference}`);
  return found[2] ? `${found[1]}#${found[2]}` : found[1];
}
