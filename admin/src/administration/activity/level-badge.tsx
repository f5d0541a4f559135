import type { AuditLevel } from '@lyceum/sdk';
import { StateBadge } from '../../shell/state-badge.tsx';
import { useText } from '../../texts/use-text.ts';

const TONES = { security: 'waiting', error: 'bad', warn: 'waiting', info: 'off', debug: 'off' } as const;

export function LevelBadge({ level }: { readonly level: AuditLevel }) {
  const text = useText();
  return <StateBadge tone={TONES[level]}>{text(`audit.level.${level}`)}</StateBadge>;
}
