import { type DiscussionApi, type Draft, Refused } from './api.ts';
import type { OwnComment } from './comment.ts';
import { button, element, focusOn } from './element.ts';
import type { Words } from './words.ts';

interface FormOptions {
  api: DiscussionApi;
  words: Words;
  legend: string;
  parentId?: string;
  /** Told of what was sent. */
  sent: (own: OwnComment) => void;
  /** Gives up; without it there is nothing to give up. */
  cancel?: () => void;
}

let forms = 0;

/** A form to comment as a guest. It says what becomes of the comment, and keeps the words until they have arrived. */
export function commentForm({ api, words, legend, parentId, sent, cancel }: FormOptions): HTMLFormElement {
  const id = `comment-form-${++forms}`;
  const name = element('input', { id: `${id}-name`, autocomplete: 'name', maxlength: '120', required: true });
  const hint = element('span', { id: `${id}-hint`, class: 'meta' }, words.emailHint);
  const email = element('input', {
    id: `${id}-email`,
    type: 'email',
    autocomplete: 'email',
    maxlength: '254',
    'aria-describedby': `${id}-hint`,
    required: true,
  });
  const text = element('textarea', { id: `${id}-text`, rows: '5', required: true });
  const send = element('button', { type: 'submit' }, words.send);
  const status = element('p', { role: 'status' });
  const label = (of: HTMLElement, what: string) => element('label', { for: of.id }, what);
  const form = element(
    'form',
    { class: 'comment-form', 'aria-label': legend },
    element('h3', {}, legend),
    element('p', {}, label(text, words.text), text),
    element('p', {}, label(name, words.name), name),
    element('p', {}, label(email, words.email), email, hint),
    element('p', {}, send, cancel && ' ', cancel && button(words.cancel, cancel)),
    status,
  );

  let key = crypto.randomUUID();
  let lastTried = '';
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const draft: Draft = { text: text.value, name: name.value, email: email.value, parentId };
    // The same again must find the comment that may have arrived; another comment must not.
    const tried = JSON.stringify(draft);
    if (tried !== lastTried) key = crypto.randomUUID();
    lastTried = tried;
    send.disabled = true;
    status.textContent = words.sending;
    api
      .post(draft, key)
      .then((own) => {
        text.value = '';
        lastTried = '';
        status.textContent = own.comment.status === 'PUBLISHED' ? words.published : words.held;
        sent(own);
      })
      .catch((error: unknown) => {
        status.textContent = words.unsent(error instanceof Refused ? error.status : 0);
        focusOn(status);
      })
      .finally(() => {
        send.disabled = false;
      });
  });
  return form;
}
