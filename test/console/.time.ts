import { kioskDevice, openPage, openStage } from './browser.ts';

const t0 = performance.now();
const lap = (s: string) => console.log(s, Math.round(performance.now() - t0));
const stage = await openStage();
lap('stage');
const v = await openPage(stage, '/kiosk', { width: 1080, height: 1920 }, kioskDevice);
lap('page');
await v.page.getByText('Mời đặt thẻ lên đây').waitFor();
lap('idle');
await v.page.reload();
await v.page.getByText('Mời đặt thẻ lên đây').waitFor();
lap('reload');
await v.page.clock.install();
lap('clock');
await stage.house.goAway();
lap('away');
await v.page.clock.fastForward(75_000);
lap('ff');
await v.page.getByText('Máy đang tạm nghỉ').waitFor();
lap('grey');
await stage.house.comeBack();
lap('back');
for (let i = 0; i < 20 && (await v.page.locator('h1').textContent()) !== 'Mời đặt thẻ lên đây'; i++) {
  await v.page.clock.runFor(1000);
  lap('s' + i);
}
await v.context.close();
lap('closed');
await stage.close();
lap('end');
