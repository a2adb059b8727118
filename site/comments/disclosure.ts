import { button } from './element.ts';

interface Disclosure {
  label: string;
  /** The whole name, for who cannot see what the button stands beside. */
  said: string;
  /** What the form appears after. */
  place: Element;
  form: (close: () => void) => HTMLElement;
  /** Whether it may be opened; says why not. */
  may?: () => boolean;
}

/**
 * A button that has a form appear, with the focus in it, and, pressed again, go away. So does Escape in the form; then the focus
 * comes back to the button.
 */
export function disclosure({ label, said, place, form, may = () => true }: Disclosure): HTMLButtonElement {
  let shown: HTMLElement | undefined;
  const close = () => {
    shown?.remove();
    shown = undefined;
    opener.setAttribute('aria-expanded', 'false');
    opener.focus();
  };
  const open = () => {
    if (!may()) return;
    shown = form(close);
    shown.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') close();
    });
    place.after(shown);
    opener.setAttribute('aria-expanded', 'true');
    shown.querySelector<HTMLElement>('textarea,select,button')?.focus();
  };
  const opener = button(label, () => (shown ? close() : open()), said);
  opener.setAttribute('aria-expanded', 'false');
  return opener;
}
