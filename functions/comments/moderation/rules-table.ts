import * as z from 'zod';
import { type CommentSettings, moderationSettings, stageRules } from '../../../shared/comment/moderation-settings.ts';
import { auditPlaces } from '../../../shared/store/audit-places.ts';
import { CURRENT_SETTINGS, settingsKey } from '../../../shared/store/discussion-keys.ts';
import type { Table } from '../../../shared/store/table.ts';
import type { Instant } from '../../../shared/time.ts';
import { unlessBusy } from '../busy-table.ts';
import type { RulesHistory, RulesVersion } from './ports.ts';

const current = z.object({ version: z.int().min(1) });

/** The versions of the rules, each written once, and the number of the one in force. */
export class RulesTable implements RulesHistory {
  readonly #table: Pick<Table, 'get' | 'transact'>;
  readonly #stage: RulesVersion;

  constructor(table: Pick<Table, 'get' | 'transact'>, settings: CommentSettings) {
    this.#table = table;
    this.#stage = { version: 0, rules: stageRules(settings) };
  }

  async current(): Promise<RulesVersion> {
    const item = await this.#table.get(CURRENT_SETTINGS, { consistent: true });
    const version = item ? current.parse(item).version : 0;
    const found = await this.find(version);
    if (!found) throw new Error(`The settings in force, version ${version}, are not there.`);
    return found;
  }

  async find(version: number): Promise<RulesVersion | undefined> {
    if (version === 0) return this.#stage;
    const item = await this.#table.get(settingsKey(version), { consistent: true });
    if (!item) return undefined;
    const { schemaVersion: _, version: number, by, at, ...rules } = moderationSettings.parse(item);
    return { version: number, rules, set: { by, at } };
  }

  async save({ version, rules, set }: RulesVersion & { set: { by: string; at: Instant } }): Promise<boolean> {
    const key = settingsKey(version);
    const { committed } = await unlessBusy(
      this.#table.transact([
        {
          update: CURRENT_SETTINGS,
          set: { schemaVersion: 1, version },
          if: version === 1 ? 'notExists' : { equals: { version: version - 1 } },
        },
        { put: { ...key, schemaVersion: 1, version, ...rules, ...set }, if: 'notExists' },
        ...auditPlaces(set.by, set.at, key).map((put) => ({ put })),
      ]),
    );
    return committed;
  }
}
