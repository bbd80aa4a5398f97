import { join } from 'node:path';
import express, { type Request, type Response } from 'express';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { type FrontDoor, isFromHere, type SetupGate } from '../kiosk/station/setup/setup-routes.ts';
import { securityHeaders } from '../server/http/headers.ts';
import { voiceSetupRoutes } from '../server/http/voice-setup.ts';
import type { Settings } from '../server/settings.ts';
import type { HouseVoice } from '../server/speech/voice.ts';

type Parts = {
  clinic: Clinic;
  settings: Settings;
  gate: SetupGate;
  now: () => number;
  voice: HouseVoice;
  /** The door that comes next. */
  behind: FrontDoor;
};

/** The page of recorded voices as a door before the house: for whoever stands at the server, like the set-up pages. */
export function voiceDoor({ clinic, settings, gate, now, voice, behind }: Parts): FrontDoor {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const isHere = (request: Request): boolean =>
    isFromHere(request) && gate.knowsHost(request) && gate.knowsOrigin(request);
  const voiceDir = join(settings.dataDir, 'voice');
  app.use(securityHeaders(), voiceSetupRoutes({ clinic, voiceDir, voice, isFromHere: isHere, now }));
  return (request, response, next) => {
    const beyond = (): void => behind(request, response, next);
    if (request.url?.startsWith('/setup/voice/')) app(request as Request, response as Response, beyond);
    else beyond();
  };
}
