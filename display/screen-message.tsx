import type { VNode } from 'preact';

/** A page that has nothing to show yet: a line that is read from afar, and what staff can do. */
export function ScreenMessage({ title, lines }: { title: string; lines: readonly VNode[] }): VNode {
  return (
    <main class="message">
      <h1>{title}</h1>
      {lines}
    </main>
  );
}

/** This browser is no enrolled device. `what` names it as staff do: "bảng hall", "loa hall". */
export function NotEnrolled({ what }: { what: string }): VNode {
  return (
    <ScreenMessage
      title="Màn hình chưa được đăng ký"
      lines={[
        <p key="do">
          Nhân viên CNTT: trên máy chủ, chạy <code>npm run admin -- links</code>, rồi mở liên kết của{' '}
          <b>{what}</b> trên màn hình này.
        </p>,
        <p key="note">Mỗi liên kết chỉ dùng được một lần.</p>,
      ]}
    />
  );
}
