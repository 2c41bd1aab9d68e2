import { defineConfig } from 'vitest/config'

/** The deploy proofs, `npm run test:deploy`: minutes, not seconds, for they wait for a schedule, and for leases. */
export default defineConfig({
  test: {
    include: ['test/deploy/**/*.test.ts'],
    testTimeout: 260_000,
    maxWorkers: 2, // side by side, each with an AWS of its own: they wait more than they work
    hookTimeout: 90_000,
    bail: 1, // each step builds on the last
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
})
