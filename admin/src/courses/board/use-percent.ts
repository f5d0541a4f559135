import type { LogFigures } from '@lyceum/sdk';
import { useLingui } from '@lingui/react';
import { localeOf } from '../../texts/languages.ts';

/** @returns how much of what was due came, also what came late; a dash where nothing was due yet */
export function usePercent(): (figures: LogFigures) => string {
  const format = new Intl.NumberFormat(localeOf(useLingui().i18n.locale), { style: 'percent' });
  return ({ submitted, late, missing }) => {
    const was = submitted + late + missing;
    return was === 0 ? '–' : format.format((submitted + late) / was);
  };
}
