// Draws the table named by data-chart-table as a chart; the table stays beside it for reading, copying and printing.
(() => {
  const number = (cell) => (/^\d+$/.test(cell.textContent.trim()) ? Number(cell.textContent) : null);
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const draw = (box) => {
    const table = document.querySelector(`#${box.dataset.chartTable} table`);
    if (!table || !window.echarts) return;
    const heads = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent.trim());
    const rows = [...table.querySelectorAll("tbody tr")];
    const labels = rows.map((row) => row.children[0].textContent.trim());
    const lying = box.dataset.chart === "bars";
    const ink = token("--ink-2"), line = token("--line"), fills = [token("--ink-2"), token("--line-strong")];
    const series = box.dataset.chartColumns.split(" ").map((column, n) => ({
      name: heads[column], type: "bar", stack: lying ? undefined : "all", barMaxWidth: 28,
      itemStyle: { color: fills[n % 2] }, data: rows.map((row) => number(row.children[column])),
      label: { show: lying, position: "right", color: ink },
    }));
    const names = { type: "category", data: labels, inverse: lying, axisLabel: { color: ink }, axisTick: { show: false }, axisLine: { lineStyle: { color: line } } };
    const values = { type: "value", minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } };
    box.hidden = false;
    box.style.height = `${lying ? 70 + rows.length * 30 : 280}px`;
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    chart.setOption({
      animation: false, textStyle: { fontFamily: "inherit" }, grid: { left: 8, right: 40, top: 40, bottom: 8, containLabel: true },
      legend: { show: series.length > 1, top: 0, textStyle: { color: ink } }, tooltip: { trigger: "axis", renderMode: "richText" },
      xAxis: lying ? values : names, yAxis: lying ? names : values, series,
    });
    window.addEventListener("resize", () => chart.resize());
  };
  document.querySelectorAll("[data-chart]").forEach(draw);
})();
