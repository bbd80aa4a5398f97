import type { ComponentType, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CameraPanelProps } from './camera-panel.tsx';

/**
 * The camera screen behind a door: its code is fetched when it is first shown, so that a kiosk with a scanner
 * never loads a decoder. Where it cannot be fetched, the way leads back.
 */
export function CameraDoor(props: CameraPanelProps): VNode | null {
  const [Panel, setPanel] = useState<ComponentType<CameraPanelProps> | null>(null);
  const { onClose } = props;
  useEffect(() => {
    let isGone = false;
    import('./camera-panel.tsx').then(
      ({ CameraPanel }) => isGone || setPanel(() => CameraPanel),
      () => isGone || onClose(),
    );
    return () => {
      isGone = true;
    };
  }, []);
  return Panel ? <Panel {...props} /> : null;
}
