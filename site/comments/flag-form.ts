import type { Comment } from './comment.ts';
import { element } from './element.ts';
import type { Here } from './here.ts';
import { Attempts, labelled, sendingForm } from './sending-form.ts';
import { FLAG_REASONS } from './words.ts';

/** A form that tells moderators what is wrong with a comment. `sent` is told what to say when they know. */
export function flagForm(
  comment: Comment,
  here: Here,
  { close, sent }: { close: () => void; sent: (said: string) => void },
): HTMLFormElement {
  const { words, api } = here;
  const reason = element(
    'select',
    {},
    ...FLAG_REASONS.map((each) => element('option', { value: each }, words.reasons[each])),
  );
  const note = element('textarea', { rows: '2', maxlength: '500' });
  reason.addEventListener('change', () => {
    note.required = reason.value === 'other';
  });
  const attempts = new Attempts();
  return sendingForm({
    here,
    legend: words.on(words.report, comment.author),
    label: words.send,
    fields: [labelled(words.reason, reason), labelled(words.note, note, words.noteHint)],
    send: async () => {
      const said = note.value.trim();
      const draft = { reason: reason.value, ...(said !== '' && { note: said }) };
      await api.flag(comment.id, draft, attempts.keyFor(draft));
      close();
      sent(words.reported);
      return '';
    },
    cancel: close,
  });
}
