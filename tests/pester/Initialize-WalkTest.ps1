# Dot-sourced by the tests of walk: WAV files that can be right and wrong, and a source of three cases.
function Read-Wav([string] $Path) {
    $bytes = [IO.File]::ReadAllBytes($Path)
    $at = 12
    while ([Text.Encoding]::ASCII.GetString($bytes, $at, 4) -ne 'data') { $at += 8 + [BitConverter]::ToInt32($bytes, $at + 4) }
    , $bytes[($at + 8)..($at + 7 + [BitConverter]::ToInt32($bytes, $at + 4))]
}

function Write-Wav([string] $Path, [byte[]] $Data, [int] $Channels = 1, [int] $Rate = 8000, [int] $Tag = 7, [int] $Bits = 8) {
    $block = $Channels * $Bits / 8
    $writer = [IO.BinaryWriter]::new([IO.File]::Create($Path))
    try {
        $writer.Write([Text.Encoding]::ASCII.GetBytes('RIFF'))
        $writer.Write([int](36 + $Data.Length))
        $writer.Write([Text.Encoding]::ASCII.GetBytes('WAVEfmt '))
        $writer.Write([int]16)
        $writer.Write([int16]$Tag)
        $writer.Write([int16]$Channels)
        $writer.Write([int]$Rate)
        $writer.Write([int]($Rate * $block))
        $writer.Write([int16]$block)
        $writer.Write([int16]$Bits)
        $writer.Write([Text.Encoding]::ASCII.GetBytes('data'))
        $writer.Write([int]$Data.Length)
        $writer.Write($Data)
    }
    finally {
        $writer.Dispose()
    }
}

# Nobody's voice, but no silence either: some 45 dB below full scale.
function Get-Buzz([int] $Length) {
    $buzz = [byte[]]::new($Length)
    for ($i = 0; $i -lt $Length; $i++) { $buzz[$i] = $i % 2 ? 0x6C : 0xEC }
    , $buzz
}

function Get-SampleHash([string] $Path) {
    [Convert]::ToHexStringLower([Security.Cryptography.SHA256]::HashData([byte[]](Read-Wav $Path)))
}

# As long as the second channel is the first once more, stereo says the same as mono.
function ConvertTo-Stereo([byte[]] $Data) {
    , [byte[]]($Data | ForEach-Object -Process { $_, $_ })
}

function Write-Source([string] $Path) {
    Set-Content -Path $Path -Value 'example_id,user_text,gt_tool_call,gt_tool_call_arg',
    'a,"Hello there, I just wanted to say thanks.",,',
    'b,"Hi, um, what time does your phone line open on Saturdays, and are you open on Sundays at all?",,',
    'c,"Could you tell me the balance on my account? The number is BW-48213, please.",get_account_balance,"{""account_id"":""BW-48213""}"'
}

function Get-SpokenLength([string] $Path) {
    (Read-Wav $Path).Length / 8
}

function Get-Summary([string] $Name) {
    Get-Content -Path "results/$Name/summary.json" | ConvertFrom-Json
}

$script:shippedAudio = (Resolve-Path -Path "$PSScriptRoot/../../data/walk").Path
