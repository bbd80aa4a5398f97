import type { ComponentChildren, VNode } from 'preact';

type Props = {
  look: 'primary' | 'plain' | 'quiet' | 'tile' | 'key';
  press: () => void;
  /** Shown as chosen or not; null for a button that is no choice. */
  chosen: boolean | null;
  disabled: boolean;
  children: ComponentChildren;
};

/**
 * A button of the kiosk. A trembling finger taps twice: the second tap of a double tap would fall on whatever
 * the next screen shows at that place, so only a keypad's key takes it.
 */
export function Action({ look, press, chosen, disabled, children }: Props): VNode {
  const onClick = (event: MouseEvent) => {
    if (event.detail < 2 || look === 'key') press();
  };
  const pressed = chosen === null ? {} : { 'aria-pressed': chosen };
  return (
    <button type="button" class={look} disabled={disabled} onClick={onClick} {...pressed}>
      {children}
    </button>
  );
}

/** A button that is always there and no choice. */
export function Press({ look, press, children }: Pick<Props, 'look' | 'press' | 'children'>): VNode {
  return (
    <Action look={look} press={press} chosen={null} disabled={false}>
      {children}
    </Action>
  );
}
