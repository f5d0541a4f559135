import { NumberInput as Plain, type NumberInputProps } from '@mantine/core';
import { useFault } from '../form.tsx';

export function NumberInput(props: NumberInputProps) {
  const fault = useFault(props.name);
  return <Plain error={fault} {...props} />;
}
