import type { LoginSession } from '@lyceum/sdk';
import { Group, Loader, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { lyceum } from '../lyceum.ts';
import { session } from '../session/session.ts';
import { DevicesTable } from '../shell/devices-table.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { Outcome } from './outcome.tsx';
import { Section } from '../shell/section.tsx';
import { useDeviceEnd, useDevices, useOtherDevicesEnd } from './use-devices.ts';

/** Where somebody is signed in, so that a stranger is noticed and put out. */
export function DevicesSection() {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const { data, error, isPending, refetch } = useDevices();
  const end = useDeviceEnd();
  const endOthers = useOtherDevicesEnd();
  const endAll = useMutation({
    mutationFn: async () => {
      await lyceum.loginSessions.deleteOthers();
      await session.logout();
    },
  });
  const isBusy = [end, endOthers, endAll].some((work) => work.isPending);
  const failed = [end, endOthers, endAll].find(({ isError }) => isError);
  const count = endOthers.data?.ended ?? (end.isSuccess ? 1 : null);
  const endOne = (device: LoginSession) => {
    endOthers.reset();
    // The button of its row is gone then.
    end.mutate(device, { onSuccess: () => heading.current?.focus() });
  };
  const endMore = () => {
    end.reset();
    endOthers.mutate();
  };
  return (
    <Section title={text('devices.title')} hint={text('devices.hint')} headingRef={heading}>
      {failed && <ProblemAlert error={failed.error} />}
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : (
        <DevicesTable devices={data.data} isBusy={isBusy} endText={text('app.signOut')} onEnd={endOne} />
      )}
      {data?.meta.hasMore && <Text>{text('devices.cut')}</Text>}
      <Group justify="flex-end">
        <Outcome text={count === null ? null : text('devices.ended', { count })} />
        <SteadyButton variant="default" isOff={isBusy} onClick={endMore}>
          {text('devices.endOthers')}
        </SteadyButton>
        <SteadyButton variant="default" isOff={isBusy} onClick={() => endAll.mutate()}>
          {text('devices.endAll')}
        </SteadyButton>
      </Group>
    </Section>
  );
}
