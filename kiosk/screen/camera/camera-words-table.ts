/** Vietnamese words of the camera screen. */
export const cameraVi = {
  'camera.title': 'Đưa mã QR trên thẻ vào khung',
  'camera.advice': 'Giữ thẻ yên một chút. Nếu thẻ bị lóa, mời nghiêng thẻ',
  'camera.starting': 'Đang mở máy ảnh',
  'camera.starting-advice': 'Mời chờ một chút',
  'camera.away': 'Máy ảnh đang tạm nghỉ',
  'camera.away-advice': 'Mời quay lại và nhập số thẻ, hoặc gọi nhân viên',
  'camera.not-kept': 'Hình ảnh không được lưu lại',
  'camera.picture': 'Hình ảnh trực tiếp từ máy ảnh',
  'camera.back': 'Quay lại',
} as const;

/** The same in English. */
export const cameraEn: { readonly [key in keyof typeof cameraVi]: string } = {
  'camera.title': 'Hold the QR code of your card in the frame',
  'camera.advice': 'Keep it still for a moment. If it shines, tilt it a little',
  'camera.starting': 'Opening the camera',
  'camera.starting-advice': 'Please wait a moment',
  'camera.away': 'The camera is not working',
  'camera.away-advice': 'Go back and type the number, or call staff',
  'camera.not-kept': 'No picture is kept',
  'camera.picture': 'Live picture of the camera',
  'camera.back': 'Back',
};
