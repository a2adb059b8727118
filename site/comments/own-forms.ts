import type { Comment } from './comment.ts';
import { element } from './element.ts';
import type { Here } from './here.ts';
import { Refused } from './refused.ts';
import { labelled, sendingForm } from './sending-form.ts';

/** How long the newsroom lets a comment be edited, unless a stage says otherwise: then the API has its word on it. */
export const EDIT_MS = 5 * 60_000;

/** A form to give one's own comment another text. Where that was changed elsewhere, the text is shown that is replaced next. */
export function editForm(comment: Comment, here: Here, close: () => void): HTMLFormElement {
  const { words, api, own } = here;
  const text = element('textarea', { rows: '5', required: true });
  text.value = comment.text;
  const current = element('blockquote', { hidden: true });
  let seen = comment;
  return sendingForm({
    here,
    legend: words.edit,
    label: words.save,
    fields: [current, labelled(words.text, text)],
    send: async () => {
      try {
        const after = await api.edit(seen, text.value, own.find(comment.id)?.editToken);
        close();
        here.changed(after);
        return '';
      } catch (error) {
        if (error instanceof Refused && error.comment) {
          seen = error.comment;
          current.textContent = seen.text;
          current.hidden = false;
        }
        throw error;
      }
    },
    cancel: close,
  });
}

/** A form to delete it, which says what that means. */
export function removalForm(comment: Comment, here: Here, close: () => void): HTMLFormElement {
  const { words, api, own } = here;
  return sendingForm({
    here,
    legend: words.remove,
    label: words.remove,
    fields: [element('p', {}, words.removeForGood)],
    send: async () => {
      await api.remove(comment.id, own.find(comment.id)?.editToken);
      here.removed(comment);
      return '';
    },
    cancel: close,
  });
}
