import type { Draft } from './api.ts';
import { element } from './element.ts';
import type { Here } from './here.ts';
import { Attempts, labelled, sendingForm } from './sending-form.ts';
import { stateOf } from './state.ts';

interface FormOptions {
  here: Here;
  legend: string;
  parentId?: string;
  /** After it was sent, or given up; a form without it stays. */
  close?: () => void;
}

/** A form to comment, for guests or for who is signed in. */
export function commentForm({ here, legend, parentId, close }: FormOptions): HTMLFormElement {
  const { words, account, api } = here;
  const text = element('textarea', { rows: '5', required: true });
  const name = element('input', { autocomplete: 'name', maxlength: '120', required: true });
  const email = element('input', { type: 'email', autocomplete: 'email', maxlength: '254', required: true });
  const trap = element('input', { name: 'website', autocomplete: 'off', tabindex: '-1' });
  const writer = account();
  const attempts = new Attempts();

  const send = async (): Promise<string> => {
    const draft: Draft = {
      text: text.value,
      ...(!writer && { author: { name: name.value, email: email.value } }),
      ...(parentId !== undefined && { parentId }),
      ...(trap.value !== '' && { website: trap.value }),
    };
    const posted = await api.post(draft, attempts.keyFor(draft));
    attempts.done();
    text.value = '';
    close?.();
    here.posted(posted);
    return stateOf(posted.comment, words) ?? words.published;
  };

  const trapped = labelled(words.trap, trap);
  trapped.className = 'trap';
  trapped.setAttribute('aria-hidden', 'true');
  const guest = [labelled(words.name, name), labelled(words.email, email, words.emailHint), trapped];
  const member = writer && [writer.name === '' ? undefined : element('p', { class: 'meta' }, words.as(writer.name))];
  return sendingForm({
    here,
    legend,
    label: words.send,
    fields: [labelled(words.text, text), ...(member ?? guest)],
    send,
    cancel: close,
  });
}
