-- Health of a PerformanceExperiment: Healthy only where the comparison that was asked for is there, with its report.
-- Argo CD opens no string library for a custom script, so nothing here uses it.

local function reasonOf(status, wanted)
  for _, condition in ipairs(status.conditions or {}) do
    if condition.type == wanted and condition.status == "True" then
      return condition.reason .. ": "
    end
  end
  return ""
end

local function cellsWith(status, verdict)
  local found = {}
  local more = 0
  for _, cell in ipairs(status.cells or {}) do
    if cell.verdict == verdict and #found < 8 then
      table.insert(found, cell.id)
    elseif cell.verdict == verdict then
      more = more + 1
    end
  end
  local text = table.concat(found, ", ")
  if more > 0 then
    text = text .. " and " .. tostring(more) .. " more"
  end
  return text
end

local function ended(status)
  local message = status.message or ""
  if status.report == nil then
    return {status = "Degraded", message = reasonOf(status, "Ready") .. message}
  end
  if (status.completed or 0) < (status.total or 0) then
    message = message .. "; to be read with care: " .. tostring(status.completed or 0) .. " of " .. tostring(status.total)
      .. " measurements gave numbers"
  end
  local missed = cellsWith(status, "Fail")
  if missed ~= "" then
    message = message .. "; objectives not met by: " .. missed
  end
  local skipped = cellsWith(status, "Skipped")
  if skipped ~= "" then
    message = message .. "; impossible: " .. skipped
  end
  return {status = "Healthy", message = message}
end

local status = obj.status
if status == nil or status.phase == nil then
  return {status = "Progressing", message = "waits for the operator"}
end
if status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "the operator has not seen the latest change yet"}
end
if status.phase == "Suspended" then
  return {status = "Suspended", message = status.message or ""}
end
if status.phase == "Failed" or status.phase == "Cancelled" then
  return {status = "Degraded", message = reasonOf(status, "Stalled") .. (status.message or "")}
end
if status.phase == "Succeeded" then
  return ended(status)
end
return {status = "Progressing", message = status.phase .. ": " .. (status.message or "")}
