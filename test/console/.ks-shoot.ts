import { binhCard } from '../kiosk-screen/people.ts';
import { kioskDevice, openPage, openStage } from './browser.ts';

const stage = await openStage();
const sizes: Record<string, { width: number; height: number }> = {
  p: { width: 1080, height: 1920 },
  l: { width: 1920, height: 1080 },
  t: { width: 800, height: 1280 },
  w: { width: 1920, height: 1080 },
};
const only = process.argv[2];
for (const [name, size] of Object.entries(sizes)) {
  if (only && !only.includes(name)) continue;
  const { house } = stage;
  house.newMorning('kiosk', null);
  if (name === 't') house.inches = 10.1;
  if (name === 'w') house.inches = 15.6;
  house.arrive('noi', 4);
  house.arrive('mat', 12);
  const { page, complaints } = await openPage(stage, '/kiosk', size, kioskDevice);
  page.setDefaultTimeout(4000);
  const shot = async (label: string) => {
    await page.waitForTimeout(150);
    await page.screenshot({ path: `/tmp/shots/${name}-${label}.png` });
  };
  await page.waitForTimeout(800);
  console.log(complaints, await page.locator('h1').allTextContents());
  await shot('idle');
  house.scan(binhCard);
  await page.getByRole('button', { name: 'Đúng' }).waitFor();
  await shot('confirm');
  await page.getByRole('button', { name: 'Đúng' }).click();
  await page.getByText('Mời chọn nơi khám').waitFor();
  await shot('services');
  await page.getByRole('button', { name: 'diện ưu tiên' }).click();
  await page.getByRole('button', { name: 'Đang mang thai' }).click();
  await shot('classes');
  await page.getByRole('button', { name: 'Xong' }).click();
  await page.getByRole('button', { name: 'Gọi nhân viên' }).click();
  await page.getByText('Đã gọi').waitFor();
  await shot('services-called');
  await page.getByRole('button', { name: 'Nội tổng quát' }).click();
  await page.locator('.number-code').waitFor();
  await shot('ticket');
  await page.getByRole('button', { name: 'Xong' }).click();
  house.scan(binhCard);
  await page.getByRole('button', { name: 'Đúng' }).click();
  await page.getByRole('button', { name: 'Nội tổng quát' }).click();
  await page.getByText('đã có số').waitFor();
  await shot('repeat');
  await page.getByRole('button', { name: 'Xong' }).click();
  house.setStation({
    ...house.station,
    printer: { state: 'paperOut', staff: 'x', patient: 'Máy in hết giấy', kind: 'paper' },
  });
  await page.getByRole('button', { name: 'Không có thẻ' }).click();
  await page.locator('.qr').waitFor();
  await shot('nopaper');
  await page.getByRole('button', { name: 'Xong' }).click();
  await page.getByRole('button', { name: 'Nhập số thẻ' }).click();
  for (const d of '02408500') await page.getByRole('button', { name: d, exact: true }).click();
  await shot('keypad');
  await page.getByRole('button', { name: 'Quay lại' }).click();
  house.scan('https://example.test');
  await page.getByText('mã trang web').waitFor();
  await shot('trouble');
  house.scan('0');
  await page.getByText('không phải mã trên thẻ').waitFor();
  await shot('trouble2');
  await page.getByRole('button', { name: 'Đặt lại thẻ' }).click();
  house.setStation({ ...house.station, scanner: { attached: false, state: 'away', advice: '' } });
  await page.getByText('Đầu đọc thẻ').waitFor();
  await shot('scanner-away');
  await page.getByRole('button', { name: 'English' }).click();
  await shot('english');
  console.log(name, complaints);
  await page.context().close();
}
{
  const { page } = await openPage(stage, '/kiosk', sizes.p!, null);
  await page.waitForTimeout(300);
  await page.screenshot({ path: '/tmp/shots/p-unknown.png' });
}
await stage.close();
