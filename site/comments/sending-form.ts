import { button, element, focusOn } from './element.ts';
import { explain } from './explain.ts';
import type { Here } from './here.ts';

interface SendingForm {
  here: Here;
  legend: string;
  /** Of the button that sends. */
  label: string;
  fields: readonly (HTMLElement | undefined)[];
  /** Sends what the fields say, and answers what the form says then, if it is still there. */
  send: () => Promise<string>;
  /** Gives up; without it there is nothing to give up. */
  cancel?: (() => void) | undefined;
}

/** A form that says what becomes of what it sends. Its fields keep their words until those have arrived. */
export function sendingForm({ here, legend, label, fields, send, cancel }: SendingForm): HTMLFormElement {
  const { words } = here;
  const submit = element('button', { type: 'submit' }, label);
  const status = element('p', { role: 'status' });
  const form = element(
    'form',
    { class: 'comment-form', 'aria-label': legend },
    element('h3', {}, legend),
    ...fields,
    element('p', { class: 'actions' }, submit, cancel && button(words.cancel, cancel)),
    status,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit.disabled = true;
    status.textContent = words.sending;
    send()
      .then((said) => {
        status.textContent = said;
      })
      .catch((error: unknown) => {
        status.textContent = explain(error, here);
        focusOn(status);
      })
      .finally(() => {
        submit.disabled = false;
      });
  });
  return form;
}

let fields = 0;

/** A field below its label, and what is to be known of it beside. */
export function labelled(label: string, field: HTMLElement, hint?: string): HTMLParagraphElement {
  field.id = `comment-field-${++fields}`;
  if (hint === undefined) return element('p', {}, element('label', { for: field.id }, label), field);
  const said = element('span', { id: `${field.id}-hint`, class: 'meta' }, hint);
  field.setAttribute('aria-describedby', said.id);
  return element('p', {}, element('label', { for: field.id }, label), field, said);
}

/**
 * Gives what is sent again the key that it had, so that it is found if it has arrived, and anything else a new one. After `done` the
 * same is another request.
 */
export class Attempts {
  #key = '';
  #last = '';

  keyFor(draft: unknown): string {
    const tried = JSON.stringify(draft);
    if (tried !== this.#last) this.#key = crypto.randomUUID();
    this.#last = tried;
    return this.#key;
  }

  done(): void {
    this.#last = '';
  }
}
