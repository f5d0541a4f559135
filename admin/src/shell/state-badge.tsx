import { Badge } from '@mantine/core';

/** Dark enough for white letters, or light enough for black ones (WCAG 2.2, 1.4.3). */
const COLORS = { good: 'teal.9', waiting: 'yellow.3', off: 'gray.7', bad: 'red.9' } as const;

/** Words are not cut where there is little room. */
const WHOLE = { root: { overflow: 'visible' }, label: { overflow: 'visible', whiteSpace: 'normal' } } as const;

export type Tone = keyof typeof COLORS;

/** In which state something is; the colour only repeats what it says. */
export function StateBadge({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <Badge color={COLORS[tone]} tt="none" h="auto" py={2} styles={WHOLE}>
      {children}
    </Badge>
  );
}
