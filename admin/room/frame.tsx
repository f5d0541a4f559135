import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { PreferencesMenu } from './preferences-menu.tsx';

interface Props {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** What is there in place of a room. */
export function Frame({ title, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Lyceum`;
    heading.current?.focus();
  }, [title]);
  return (
    <>
      <header class="bar">
        <PreferencesMenu />
      </header>
      <main class="card">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
    </>
  );
}
