import type { ComponentChildren, VNode } from 'preact';

type Props = {
  look: 'primary' | 'plain' | 'small';
  press: (at: number) => void;
  disabled: boolean;
  /** The key that does the same; null when there is none or it is switched off. */
  shortcut: string | null;
  children: ComponentChildren;
};

/**
 * A button of the desk. The mouse leaves no focus on it: the next Space must call the next patient and not press
 * the button that was clicked last. Tab still reaches it.
 */
export function DeskButton({ look, press, disabled, shortcut, children }: Props): VNode {
  return (
    <button
      type="button"
      class={look}
      disabled={disabled}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => press(event.timeStamp)}
    >
      <span class="words">{children}</span>
      {shortcut === null ? null : <kbd>{shortcut}</kbd>}
    </button>
  );
}
