import { deskDevice, openPage, openStage } from './browser.ts';

const stage = await openStage();
const { house } = stage;
const sizes = { d: { width: 1280, height: 800 }, c: { width: 360, height: 160 } } as const;
for (const [name, size] of Object.entries(sizes)) {
  house.newMorning('console', 'pk1');
  const { page, complaints } = await openPage(stage, '/console', size, deskDevice('pk1'));
  page.setDefaultTimeout(4000);
  const shot = async (label: string) => {
    await page.waitForTimeout(200);
    await page.screenshot({ path: `/tmp/shots/${name}-${label}.png` });
  };
  await page.waitForTimeout(500);
  await shot('empty');
  house.arrive('noi', 12);
  house.today.issue('noi', 'v1', ['NCT']);
  house.today.issue('noi', 'v2', ['TH?']);
  house.changed();
  await shot('waiting');
  await page.keyboard.press('Space');
  await shot('called');
  house.sound({ callId: 'x', phase: 'started', at: Date.now() });
  await shot('heard');
  await page.waitForTimeout(700);
  await page.keyboard.press('v');
  await page.waitForTimeout(800);
  await page.keyboard.press('F2');
  await page.waitForTimeout(300);
  await page.keyboard.press('h');
  await page.waitForTimeout(800);
  await page.keyboard.press('F2');
  await page.waitForTimeout(300);
  await page.keyboard.press('r');
  await page.waitForTimeout(750);
  await page.keyboard.press('r');
  house.sound({ callId: 'x', phase: 'silent', at: Date.now() });
  house.ring('kiosk-1');
  await shot('trouble');
  if (name === 'd') {
    await page.keyboard.press('t');
    await shot('transfer');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Numpad5');
    await shot('digits');
    await page.keyboard.press('NumpadEnter');
    await shot('search');
    await page.keyboard.press('Escape');
  }
  console.log(name, complaints);
  await page.context().close();
}
house.newMorning('console', null);
{
  const { page } = await openPage(stage, '/console', sizes.d, deskDevice(null));
  await page.waitForTimeout(500);
  await page.screenshot({ path: '/tmp/shots/d-rooms.png' });
}
house.devices = [
  { id: 'k1', role: 'kiosk', name: 'kiosk-1', room: null, connected: true },
  { id: 'c1', role: 'console', name: 'ban-pk1', room: 'pk1', connected: false },
];
{
  const { page } = await openPage(stage, '/admin', sizes.d, deskDevice(null));
  await page.waitForTimeout(500);
  await page.screenshot({ path: '/tmp/shots/d-admin.png' });
}
await stage.close();
