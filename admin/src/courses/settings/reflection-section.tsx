import type { ReflectionSettings } from '@lyceum/sdk';
import { SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { NativeSelect } from '../../shell/fields/native-select.tsx';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { textIn } from '../../shell/form-values.ts';
import { useText } from '../../texts/use-text.ts';
import { COURSES } from '../course-queries.ts';
import { SettingSection } from './setting-section.tsx';

const PERIODS = ['week', 'offering'] as const satisfies readonly ReflectionSettings['period'][];
const ANONYMITIES = ['optional', 'never', 'always'] as const satisfies readonly ReflectionSettings['anonymity'][];

/** What students are asked for, and until when. */
export function ReflectionSection({ organizationId }: { readonly organizationId: string }) {
  const text = useText();
  const query = useQuery({
    queryKey: [...COURSES, 'reflection-settings', organizationId],
    queryFn: ({ signal }) => lyceum.reflectionSettings.get(organizationId, { signal }),
  });
  return (
    <SettingSection
      title={text('reflections.title')}
      hint={text('courseSettings.reflections.hint')}
      query={query}
      save={(given, { version }) => {
        const settings = {
          period: textIn(given, 'period') as ReflectionSettings['period'],
          anonymity: textIn(given, 'anonymity') as ReflectionSettings['anonymity'],
          openDays: Number(textIn(given, 'openDays')),
        };
        return lyceum.reflectionSettings.replace(organizationId, settings, { ifMatch: version });
      }}
    >
      {({ period, anonymity, openDays }) => (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NativeSelect
            name="period"
            label={text('courseSettings.period')}
            defaultValue={period}
            data={PERIODS.map((value) => ({ value, label: text(`courseSettings.period.${value}`) }))}
          />
          <NativeSelect
            name="anonymity"
            label={text('courseSettings.anonymity')}
            defaultValue={anonymity}
            data={ANONYMITIES.map((value) => ({ value, label: text(`courseSettings.anonymity.${value}`) }))}
          />
          <TextInput
            type="number"
            name="openDays"
            label={text('courseSettings.openDays')}
            description={text('courseSettings.openDays.hint')}
            defaultValue={String(openDays)}
            min={0}
            max={60}
            required
            withAsterisk={false}
          />
        </SimpleGrid>
      )}
    </SettingSection>
  );
}
