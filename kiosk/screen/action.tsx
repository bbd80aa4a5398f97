import { type ComponentChildren, createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';

type Props = {
  look: 'primary' | 'plain' | 'quiet' | 'tile' | 'key' | 'guide' | 'volume';
  press: () => void;
  /** Shown as chosen or not; null for a button that is no choice. */
  chosen: boolean | null;
  disabled: boolean;
  /** The prompt of the spoken guide that speaks of this button; null when none does. */
  prompt: string | null;
  children: ComponentChildren;
};

const repeated: ReadonlySet<Props['look']> = new Set<Props['look']>(['key', 'volume']);
const Light = createContext<string | null>(null);

/** Tells the buttons below which prompt is heard just now; its button is outlined as long as it is spoken of. */
export function Heard({ value, children }: { value: string | null; children: ComponentChildren }): VNode {
  return <Light.Provider value={value}>{children}</Light.Provider>;
}

/**
 * A button of the kiosk. A trembling finger taps twice: the second tap of a double tap would fall on whatever
 * the next screen shows at that place, or end the voice that the first one began, so only a keypad's key and the
 * loudness take it.
 */
export function Action({ look, press, chosen, disabled, prompt, children }: Props): VNode {
  const light = useContext(Light);
  const onClick = (event: MouseEvent) => {
    if (event.detail < 2 || repeated.has(look)) press();
  };
  const pressed = chosen === null ? {} : { 'aria-pressed': chosen };
  const heard = prompt !== null && prompt === light ? { 'data-heard': '' } : {};
  return (
    <button type="button" class={look} disabled={disabled} onClick={onClick} {...pressed} {...heard}>
      {children}
    </button>
  );
}

type PressProps = Pick<Props, 'look' | 'press' | 'children'>;

/** A button that is always there and no choice. */
export function Press({ look, press, children }: PressProps): VNode {
  return (
    <Spoken look={look} press={press} prompt={null}>
      {children}
    </Spoken>
  );
}

/** The same, with the prompt that speaks of it. */
export function Spoken({ look, press, prompt, children }: PressProps & Pick<Props, 'prompt'>): VNode {
  return (
    <Action look={look} press={press} chosen={null} disabled={false} prompt={prompt}>
      {children}
    </Action>
  );
}
