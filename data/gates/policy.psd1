# Two sets of rules to start from: realtime-evals gate RUN --policy data/gates/policy.psd1 --policy-set Release
@{
    Sets = @{
        Release = @{
            Rules           = 'pass_rate >= 0.95', 'errored == 0', 'latency_first_audio_ms_p95 <= 1200'
            MinimumSamples  = 10
            MaximumAgeHours = 24
        }
        Smoke   = @{ Rules = 'pass_rate >= 0.9', 'errored == 0' }
    }
}
