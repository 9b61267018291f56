-module(echo_server_app).
-behaviour(application).
-export([start/2, stop/1]).

start(_Type, _Arguments) ->
    {ok, Address} = application:get_env(echo_server, address),
    {ok, Port} = application:get_env(echo_server, port),
    echo_server_sup:start_link(Address, Port).

stop(_State) ->
    ok.
