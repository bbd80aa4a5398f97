import { kioskDevice, openPage, openStage } from './browser.ts';

const stage = await openStage();
stage.house.newMorning('kiosk', null);
stage.house.arrive('noi', 4);
const { page, complaints } = await openPage(stage, '/kiosk', { width: 1080, height: 1920 }, kioskDevice);
page.on('requestfailed', (r) => console.log('failed', r.url(), r.failure()));
page.on('response', (r) => console.log(r.status(), r.url()));

await page.waitForTimeout(2000);
console.log(complaints, await page.locator('h1').allTextContents());
console.log(stage.house.asked);
await stage.close();
