import type { RosterImport } from '@lyceum/sdk';
import { StateBadge, type Tone } from '../../shell/state-badge.tsx';
import { useImportNames } from './use-import-names.ts';

const TONES: Readonly<Partial<Record<RosterImport['state'], Tone>>> = {
  applied: 'good',
  undone: 'off',
  uploading: 'off',
  blocked: 'bad',
  refused: 'bad',
  failed: 'bad',
};

export function ImportStateBadge({ state }: Pick<RosterImport, 'state'>) {
  const nameOf = useImportNames();
  return <StateBadge tone={TONES[state] ?? 'waiting'}>{nameOf('state', state)}</StateBadge>;
}
