import { type CommentSettings, type ModerationRules, stageRules } from '../../../shared/comment/moderation-settings.ts';
import { WordList } from './word-list.ts';

/** One version of the rules, ready to be applied. */
export interface RuleBook {
  /** 0: the stage's own. */
  version: number;
  rules: ModerationRules;
  banned: WordList;
  suspect: WordList;
}

export const ruleBook = (version: number, rules: ModerationRules): RuleBook => ({
  version,
  rules,
  banned: new WordList(rules.bannedWords),
  suspect: new WordList(rules.suspectWords),
});

export const stageRuleBook = (settings: CommentSettings): RuleBook => ruleBook(0, stageRules(settings));
