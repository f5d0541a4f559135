import type { ActivityLog } from '@lyceum/sdk';
import { StateBadge, type Tone } from '../../shell/state-badge.tsx';
import { useText } from '../../texts/use-text.ts';

const TONES: Readonly<Record<ActivityLog['state'], Tone>> = {
  draft: 'off',
  submitted: 'good',
  returned: 'bad',
  accepted: 'good',
};

export function LogStateBadge({ state }: Pick<ActivityLog, 'state'>) {
  const text = useText();
  return <StateBadge tone={TONES[state]}>{text(`logs.state.${state}`)}</StateBadge>;
}
