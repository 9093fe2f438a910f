/** The checks of `clustergate doctor`, in the order in which they are shown. */
export const checkNames = [
  'configuration',
  'store',
  'master-key',
  'disk',
  'clock',
  'public-url',
  'certificate',
  'trusted-proxies',
  'mail',
  'audit-sink',
  'clusters',
  'accounts',
] as const

export type CheckName = (typeof checkNames)[number]
