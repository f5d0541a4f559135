import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { textIn } from '../../shell/form-values.ts';
import { ZoneField } from '../../shell/zone-field.tsx';
import { useText } from '../../texts/use-text.ts';
import { courseSettings } from '../course-queries.ts';
import { SettingSection } from './setting-section.tsx';

/** Where the days of courses begin and end. */
export function ZoneSection({ organizationId }: { readonly organizationId: string }) {
  const text = useText();
  const query = useQuery(courseSettings(organizationId));
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <SettingSection
      title={text('courseSettings.zone')}
      hint={text('courseSettings.zone.hint')}
      query={query}
      save={(given, { version }) =>
        lyceum.courseSettings.replace(organizationId, { timeZone: textIn(given, 'timeZone') }, { ifMatch: version })
      }
    >
      {({ timeZone }) => (
        <ZoneField label={text('courseSettings.timeZone')} value={chosen ?? timeZone} onChange={setChosen} />
      )}
    </SettingSection>
  );
}
