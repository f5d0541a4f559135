import { NativeSelect as Plain, type NativeSelectProps } from '@mantine/core';
import { useFault } from '../form.tsx';

export function NativeSelect(props: NativeSelectProps) {
  const fault = useFault(props.name);
  return <Plain error={fault} {...props} />;
}
