import type { VNode } from 'preact';
import { CameraDoor } from './camera/camera-door.tsx';
import { cameraWords } from './camera/camera-words.ts';
import { cardText } from './card-text.ts';
import type { PartProps } from './screen-props.ts';

/** The camera instead of a scanner. Leaving this screen, by a code or by a press, ends the camera. */
export function CameraScreen({ kiosk, send }: PartProps): VNode {
  return (
    <CameraDoor
      words={cameraWords[kiosk.language === 'en' ? 'en' : 'vi']}
      onScan={(bytes) => send({ type: 'camera-scanned', text: cardText(bytes) })}
      onClose={() => send({ type: 'back' })}
    />
  );
}
