import { type DeviceIdentity, forgetDevice } from '../web/device.ts';
import { plainGet } from '../web/plain-http.ts';

/**
 * Asks whether the server still knows this device. A refused socket may be a server that is just starting;
 * only a clear 401 makes the page forget its token. True: forgotten.
 */
export async function isForgotten(device: DeviceIdentity): Promise<boolean> {
  const reply = await plainGet<unknown>(device.token, '/api/v1/place');
  if (reply.status !== 401) return false;
  forgetDevice(device);
  return true;
}
