// SPDX-License-Identifier: Apache-2.0

extension ReportPage {
    /// The whole style: light and dark by the reader's setting, dark ink on white on paper. No font, script or image
    /// from elsewhere.
    static let style = """
        :root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--paper:#fff;--card:#f5f7fa;--rule:#d8dee6;--grid:#e6eaf0;--bound:#c0272d;--good:#1a7f4b;--bad:#b42318;--s0:#1f5fbf;--s1:#d9730d;--s2:#2e8b57;--s3:#8e44ad;--s4:#b8860b;--s5:#00838f;--s6:#c2185b;--s7:#5d4037}
        @media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa7b8;--paper:#12171e;--card:#1b222c;--rule:#323c4a;--grid:#27303c;--bound:#ff6b6b;--good:#5bd69a;--bad:#ff8a80;--s0:#6ea8ff;--s1:#ffb066;--s2:#6fd39b;--s3:#cf9bea;--s4:#e3c15a;--s5:#5fd0da;--s6:#ff8ab5;--s7:#c2a294}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:1040px;padding:28px 22px 60px;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        h1{font-size:26px;line-height:1.2;margin:0 0 4px}h2{font-size:19px;margin:38px 0 10px;border-bottom:1px solid var(--rule);padding-bottom:5px}
        p{margin:6px 0 12px;max-width:76ch}.soft{color:var(--soft)}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(290px,1fr));gap:14px;margin:20px 0}
        .card{background:var(--card);border-radius:8px;border-top:4px solid var(--c);padding:12px 16px 14px}
        .card h3{margin:0;font-size:16px}.card p{margin:2px 0 10px;color:var(--soft);font-size:13px;line-height:1.35}
        .card dl{display:grid;grid-template-columns:1fr 1fr;gap:10px 14px;margin:0}.card dt{font-size:12px;color:var(--soft)}.card dd{margin:0;font-size:21px;font-weight:650;font-variant-numeric:tabular-nums}.card dd small{font-size:13px;font-weight:400;color:var(--soft)}
        .bad{color:var(--bad)}.good{color:var(--good)}
        figure{margin:14px 0 22px}figcaption{margin-bottom:4px;font-size:14px}svg{width:100%;height:auto;display:block}
        .tick{font-size:11px;fill:var(--soft)}.grid{stroke:var(--grid);stroke-width:1}.zero{stroke:var(--rule);stroke-width:1.5}
        .curve{fill:none;stroke-width:1.8;stroke-linejoin:round}.bound{fill:none;stroke:var(--bound);stroke-width:1.6;stroke-dasharray:7 4}
        .key{display:inline-block;margin-left:12px;font-size:13px;color:var(--soft)}.key i{display:inline-block;width:18px;height:3px;vertical-align:middle;margin-right:5px;background:var(--c)}.key.dash i{background:none;border-top:2px dashed var(--bound)}
        .s0{stroke:var(--s0)}.s1{stroke:var(--s1)}.s2{stroke:var(--s2)}.s3{stroke:var(--s3)}.s4{stroke:var(--s4)}.s5{stroke:var(--s5)}.s6{stroke:var(--s6)}.s7{stroke:var(--s7)}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(420px,1fr));gap:0 24px}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
        th,td{padding:4px 9px;border-bottom:1px solid var(--grid);text-align:right;white-space:nowrap}th[scope=row],thead th:first-child{text-align:left;font-weight:500}thead th{color:var(--soft);font-weight:600;border-bottom:1px solid var(--rule)}
        ul{padding-left:20px;margin:6px 0}li{margin:2px 0}
        @media (max-width:560px){body{padding:18px 12px}.pair{grid-template-columns:1fr}}
        @media print{:root{color-scheme:light;--ink:#000;--soft:#444;--paper:#fff;--card:#fff;--rule:#999;--grid:#ddd;--bound:#c0272d;--good:#1a7f4b;--bad:#b42318;--s0:#1f5fbf;--s1:#d9730d;--s2:#2e8b57;--s3:#8e44ad}body{max-width:none;padding:0;font-size:11pt}figure,.card,tr{break-inside:avoid}h2{break-after:avoid}.card{border:1px solid #999;border-top:4px solid var(--c)}.scroll{overflow:visible}}
        """
}
