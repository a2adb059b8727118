type Child = Node | string | undefined;

/** An element with these attributes (`true`: without a value) and children; text stays text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string | boolean | undefined> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(attribute, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** `said` is its whole name, for who cannot see what it stands beside; it begins as the label does. */
export function button(label: string, act: () => void, said?: string): HTMLButtonElement {
  const made = element('button', { type: 'button', 'aria-label': said }, label);
  made.addEventListener('click', act);
  return made;
}

/** Has a screen reader and the keyboard go on here. */
export function focusOn(target: HTMLElement): void {
  target.tabIndex = -1;
  target.focus();
}
