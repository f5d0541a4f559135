import { Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { keepFile } from '../shell/keep-file.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { readOwnData } from './own-data.ts';
import { Outcome } from './outcome.tsx';
import { Section } from '../shell/section.tsx';

export function OwnDataSection() {
  const text = useText();
  const download = useMutation({
    mutationFn: readOwnData,
    onSuccess: (data) => keepFile(`lyceum-${new Date().toISOString().slice(0, 10)}.json`, data, 'application/json'),
  });
  const done = download.isSuccess ? text('ownData.downloaded') : null;
  const outcome = download.isPending ? text('app.loading') : done;
  return (
    <Section title={text('ownData.title')} hint={text('ownData.hint')}>
      {download.isError && <ProblemAlert error={download.error} />}
      <Group justify="flex-end">
        <Outcome text={outcome} />
        <SteadyButton variant="default" isOff={download.isPending} onClick={() => download.mutate()}>
          {text('ownData.download')}
        </SteadyButton>
      </Group>
    </Section>
  );
}
